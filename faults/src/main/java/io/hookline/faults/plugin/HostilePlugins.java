package io.hookline.faults.plugin;

import java.util.List;

/** All hostile plugins. */
public final class HostilePlugins {

    private static final List<HostilePlugin> ALL = List.of(
            new EmptyFile(),
            new TruncatedJar(),
            new GarbageJar(),
            new FlippedJar(),
            new ZipBomb(),
            new ManyEntries(),
            new EscapingNames(),
            new TwiceNamedEntry(),
            new DeepFilter(),
            new ManyCapabilities(),
            new HugeHeader(),
            new NamelessBundle(),
            new BadVersion(),
            new HostileFragment(),
            new MissingImport(),
            new WrongRange(),
            new UnknownPoint(),
            new ExportOfProductPackage(),
            new ExportOfLibraryPackage(),
            new ClaimedPluginId(),
            new RequiredPluginWithoutHook(),
            new SameVersionOtherContent(),
            new OlderRelease(),
            new NameOfTheProduct(),
            new FrameworkFindHook(),
            new FrameworkListenerHook(),
            new FrameworkBundleHook(),
            new FrameworkWeavingHook(),
            new FrameworkResolverHook(),
            new ConfigurationRewriter(),
            new CommandShadow(),
            new StreamHandlerClaim(),
            new FrameworkStop(),
            new NeighbourStop(),
            new NeighbourUninstall(),
            new GatewayStop(),
            new StartThrows(),
            new StartFailsToLink(),
            new StartHangs(),
            new ConstructorHangs(),
            new StartExits(),
            new StartHalts(),
            new StopThrows(),
            new StopHangs(),
            new HookThrows(),
            new PreHookThrows(),
            new HookFailsToLink(),
            new HookOverflowsStack(),
            new HookExits(),
            new HookExhaustsMemory(),
            new HookIsSlow(),
            new HookIsStuck(),
            new ThreadLeaks(),
            new HundredsOfHooks());

    private HostilePlugins() {}

    /** All kinds, in a fixed order. */
    public static List<HostilePlugin> all() {
        return ALL;
    }
}
