package io.hookline.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** All tests that run inside the framework, in one framework. */
@RunWith(Suite.class)
@Suite.SuiteClasses({
    JoinAndLeaveIT.class,
    DrainIT.class,
    ReleasesIT.class,
    RequiredHookIT.class,
    RefusalIT.class,
    RegistryIT.class,
    BindingIT.class,
    ContractCheckIT.class,
    PluginRegistryIT.class,
    ConfigIT.class,
    DeployIT.class,
    DeployTogetherIT.class,
    PlanIT.class,
    DeployRefusalIT.class,
    VersionRefusalIT.class,
    DeployFaultIT.class,
    HealthIT.class,
    PluginStartIT.class,
    StartStopIT.class,
    StateHandoverIT.class,
    StopFaultIT.class,
    SwapUnderLoadIT.class,
    RollbackIT.class,
    CanaryIT.class,
    ArtifactTypeIT.class,
    PreparedIT.class,
    StatusIT.class,
    RuntimeListenerIT.class,
    GatewayIT.class,
    AuditOutputIT.class,
    ShellIT.class,
    CommandIT.class,
    GuardIT.class,
    RunnerIT.class,
    GuardQuarantineIT.class,
    LoadIT.class
})
public final class FrameworkSuiteIT {}
