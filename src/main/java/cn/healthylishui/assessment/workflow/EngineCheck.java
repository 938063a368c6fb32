package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.start.UnsafeStart;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Looks at the engine itself before anybody can reach it: however it came about, it must not run without its rights. */
@Component
public class EngineCheck implements SmartInitializingSingleton {

    /** The property of the engine by which a demonstration's database is known: the accounts in it share one shown password. */
    public static final String DEMO_DATABASE = "demo.clock.ahead";

    private final ProcessEngine engine;
    private final Environment settings;

    EngineCheck(ProcessEngine engine, Environment settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** @throws UnsafeStart where the engine must not be reached as it is */
    @Override
    public void afterSingletonsInstantiated() {
        if (!engine.getProcessEngineConfiguration().isAuthorizationEnabled()) {
            throw new UnsafeStart(List.of("流程引擎的权限检查没有打开。请删去设置里与 authorization 有关的各项，再启动。"));
        }
        if (!settings.acceptsProfiles(Profiles.of(SafeStart.DEMO))
                && engine.getManagementService().getProperties().containsKey(DEMO_DATABASE)) {
            throw new UnsafeStart(
                    List.of(
                            "这个数据库是演示用的，里面全部账号的口令是公开的，不能正式使用。请换一个数据库（spring.datasource.url），或加上 --spring.profiles.active=demo 看演示。"));
        }
    }
}
