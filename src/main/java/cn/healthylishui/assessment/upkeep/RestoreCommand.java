package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.start.Command;
import cn.healthylishui.assessment.upkeep.Restore.NotRestored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * 恢复: {@code restore --from BACKUP --to FOLDER} fills an empty folder from a backup and says how the program is started on it. Exit code 0
 * where it is there, 1 where it is not, 2 where it was not understood.
 */
public final class RestoreCommand implements Command {

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String USER = "--user";
    private static final Set<String> NAMES = Set.of(FROM, TO, USER);
    private static final String PASSWORD = "ASSESSMENT_DATABASE_PASSWORD";
    private static final String USAGE = """
            用法：restore --from 备份 --to 空文件夹 [--user 数据库账号]
            　　　备份是备份文件夹下以日期为名的那一个，如 data/backups/2022-01-04-021000。
            　　　库文件设过密码的，账号用 --user，密码用环境变量 ASSESSMENT_DATABASE_PASSWORD。""";

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public int run(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            given.put(arguments.get(i), arguments.get(i + 1));
        }
        if (arguments.size() % 2 != 0
                || !NAMES.containsAll(given.keySet())
                || !given.keySet().containsAll(Set.of(FROM, TO))) {
            System.err.println(USAGE);
            return NOT_UNDERSTOOD;
        }
        Path to = Path.of(given.get(TO));
        try {
            Manifest manifest = new Restore(
                            Path.of(given.get(FROM)),
                            to,
                            new DatabaseCopy.Account(
                                    given.getOrDefault(USER, "sa"),
                                    Objects.requireNonNullElse(System.getenv(PASSWORD), "")))
                    .run();
            System.out.printf(
                    "恢复好了：%s，%s时的备份，%d张表%d行，材料文件%d个，全部核对过。%n",
                    to.toAbsolutePath().normalize(),
                    manifest.begun().replace('T', ' '),
                    manifest.rows().size(),
                    manifest.allRows(),
                    manifest.evidence().files());
            if (!manifest.evidence().damaged().isEmpty()) {
                System.out.printf(
                        "注意：备份时已有%d个材料文件缺失或损坏，这里也没有。%n",
                        manifest.evidence().damaged().size());
            }
            System.out.println("在它上面启动，加这些设置（或把里面的内容移到 data/ 下照常启动）：");
            Restore.howToStart(to, manifest).forEach(line -> System.out.println("  " + line));
            System.out.println("启动以前请校验操作日志：verify-log，加上同样的设置。");
            return 0;
        } catch (NotRestored e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            System.err.println("没有恢复成，写了一半的已经删去：" + e.getMessage());
            return FAILED;
        }
    }
}
