package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's chromium and chromium-driver: a test that needs them is skipped without, unless {@code -Dbrowser.required=true}. */
final class Chromium {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private Chromium() {}

    static WebDriver open() {
        isNeeded();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1366,768");
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
    }

    private static void isNeeded() {
        boolean found = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        if (!Boolean.getBoolean("browser.required")) {
            assumeTrue(found, "没有找到 Chromium 和 chromedriver，跳过浏览器测试（安装办法见 README）");
        }
        assertThat(found).as("Chromium and its driver").isTrue();
    }
}
