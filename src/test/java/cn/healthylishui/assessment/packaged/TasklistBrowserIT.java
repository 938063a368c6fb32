package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The demo comes up with what it promises, and its Tasklist is used in Chromium: a county office fills its scoring table wrongly, finds it
 * again after leaving, fills it rightly and hands it in; a rater leaves out units, finds them and casts the ballot.
 */
class TasklistBrowserIT {

    private static PackagedProgram program;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        program = PackagedProgram.start(directory, "全部账号的密码", "--spring.profiles.active=demo");
    }

    @AfterAll
    static void stop() throws Exception {
        program.close();
    }

    @Test
    void the_demo_has_a_year_that_is_archived_and_one_with_work_for_whoever_logs_in() {
        Staff stranger = Staff.stranger(program.port());
        assertThat(stranger.get("/results/2020").body()).contains("优秀", "合格", "不合格", "遂昌县");
        Staff office = Staff.inTasklist(program.port(), "suichang-jkb", program.password());
        assertThat(office.get("/").body()).contains("2020年度", "已归档", "2021年度", "本级自查打分");
        assertThat(program.output()).doesNotContain(" ERROR ");
    }

    @Test
    void a_county_office_fills_and_hands_in_its_scoring_table_in_tasklist(@TempDir Path directory) throws Exception {
        WebDriver browser = Chromium.open();
        try {
            Office office = new Office(browser, program);
            office.logsIn("suichang-jkb");
            office.opens("本级自查打分", ".hl-table .hl-number input");
            office.cannotCompleteYet();

            office.typesIntoFirstCell("120");
            office.sees("百分比不能超过100");
            office.cannotCompleteYet();

            office.leavesAndComesBack("本级自查打分");
            assertThat(office.firstCell().getAttribute("value"))
                    .as("what was typed")
                    .isEqualTo("120");

            office.answersEveryItem("1");
            office.uploadsWhereAsked(directory);
            office.completes();
            office.seesNoTask("本级自查打分");
        } finally {
            browser.quit();
        }
    }

    @Test
    void a_rater_marks_every_unit_casts_the_ballot_and_is_told_that_it_is_in() {
        WebDriver browser = Chromium.open();
        try {
            Office rater = new Office(browser, program);
            rater.logsIn("dbwy-02");
            rater.opens("填写测评票", ".hl-ballot-row");
            rater.cannotCompleteYet();

            rater.marksAllButTheFirst();
            rater.sees("还有1个单位没有评");
            rater.cannotCompleteYet();
            browser.navigate().refresh();
            rater.sees("还有1个单位没有评");

            rater.presses(By.cssSelector(".hl-next"));
            browser.switchTo().activeElement().sendKeys("2");
            rater.completes();
            rater.sees("投出以后不能再看，也不能再改");
            rater.presses(By.xpath("//dialog//button[text()='确认投出']"));
            rater.sees("您的测评票已投入票箱");
            rater.presses(By.xpath("//dialog//button[text()='知道了']"));
            rater.seesNoTask("填写测评票");
        } finally {
            browser.quit();
        }
    }

    /** What a person at an office does in the browser. */
    private record Office(WebDriver browser, PackagedProgram program) {

        private WebDriverWait soon() {
            return new WebDriverWait(browser, Duration.ofSeconds(60));
        }

        void logsIn(String account) {
            browser.get(program.url("/camunda/app/tasklist/default/"));
            soon().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector("input[type=password]")));
            browser.findElement(By.name("account")).sendKeys(account);
            browser.findElement(By.cssSelector("input[type=password]")).sendKeys(program.password(), Keys.ENTER);
        }

        /** @param form what its form shows once it is there */
        void opens(String task, String form) {
            soon().until(ExpectedConditions.elementToBeClickable(
                            By.xpath("//li[contains(@class,'task')]//*[contains(text(),'%s')]".formatted(task))))
                    .click();
            soon().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(form)));
        }

        void marksAllButTheFirst() {
            browser.findElements(By.cssSelector(".hl-ballot-row")).stream()
                    .skip(1)
                    .forEach(row ->
                            row.findElement(By.cssSelector("input[type=radio]")).sendKeys("1"));
        }

        void presses(By button) {
            soon().until(ExpectedConditions.elementToBeClickable(button)).click();
        }

        WebElement firstCell() {
            return browser.findElement(By.cssSelector(".hl-table .hl-number input"));
        }

        void typesIntoFirstCell(String text) {
            types(firstCell(), text);
        }

        /** The same figure, and the same reason, everywhere; yes where yes or no is asked; the first of every checklist. */
        void answersEveryItem(String text) {
            browser.findElements(By.cssSelector(".hl-table .hl-number input, .hl-table .hl-text input"))
                    .forEach(cell -> types(cell, text));
            browser.findElements(By.cssSelector(".hl-table select"))
                    .forEach(choice -> new Select(choice).selectByValue("1"));
            browser.findElements(By.cssSelector(".hl-table div.hl-checks"))
                    .forEach(checks -> checks.findElements(By.cssSelector("input[type=checkbox]")).stream()
                            .limit(1)
                            .forEach(box -> box.sendKeys(Keys.SPACE)));
        }

        private static void types(WebElement cell, String text) {
            cell.sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.TAB);
        }

        void uploadsWhereAsked(Path directory) throws Exception {
            Path file = Files.writeString(directory.resolve("佐证材料.txt"), "抽查记录\n");
            browser.findElements(By.cssSelector(".hl-table input[type=file]"))
                    .forEach(upload -> upload.sendKeys(file.toString()));
        }

        void sees(String text) {
            soon().until(driver -> driver.getPageSource().contains(text));
        }

        void leavesAndComesBack(String task) {
            soon().until(driver -> driver.getPageSource().contains("已保存"));
            browser.navigate().refresh();
            // Where the address does not lead straight back to the open task, the list does.
            if (browser.findElements(By.cssSelector(".hl-table")).isEmpty()) {
                opens(task, ".hl-table .hl-number input");
            }
        }

        private WebElement completeButton() {
            return soon().until(ExpectedConditions.presenceOfElementLocated(
                    By.xpath("//button[contains(normalize-space(.),'办结')]")));
        }

        void cannotCompleteYet() {
            soon().until(driver -> !completeButton().isEnabled());
        }

        void completes() {
            try {
                soon().until(driver -> completeButton().isEnabled());
            } catch (TimeoutException stillNot) {
                throw new AssertionError("The form cannot be completed; it still asks for: " + asked(), stillNot);
            }
            completeButton().click();
        }

        private List<String> asked() {
            return browser.findElements(By.cssSelector(".hl-wrong, .hl-missing")).stream()
                    .map(cell -> cell.findElements(By.cssSelector("input, select")).stream()
                            .map(input -> input.getAttribute("aria-label") + "：" + input.getAttribute("title"))
                            .findFirst()
                            .orElse(cell.getText()))
                    .toList();
        }

        void seesNoTask(String task) {
            soon().until(ExpectedConditions.invisibilityOfElementLocated(
                    By.xpath("//li[contains(@class,'task')]//*[contains(text(),'%s')]".formatted(task))));
        }
    }
}
