package io.hookline.deploy.internal.reach;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The services that change how the framework, the shell or the product work for everyone. */
final class ReservedServices {

    /** Gogo's service property for the scope of commands. */
    static final String COMMAND_SCOPE = "osgi.command.scope";

    static final String HOOKS = "org.osgi.framework.hooks.";

    private static final Set<String> NAMES = Set.of(
            // of the framework and the JVM
            "java.net.ContentHandler",
            "java.net.ContentHandlerFactory",
            "java.net.URLStreamHandlerFactory",
            "org.osgi.service.url.URLStreamHandlerService",
            "org.osgi.service.packageadmin.PackageAdmin",
            "org.osgi.service.permissionadmin.PermissionAdmin",
            "org.osgi.service.condpermadmin.ConditionalPermissionAdmin",
            "org.osgi.service.startlevel.StartLevel",
            "org.osgi.service.resolver.Resolver",
            // of the services that the product stands on
            "org.apache.felix.cm.PersistenceManager",
            "org.apache.felix.fileinstall.ArtifactInstaller",
            "org.apache.felix.fileinstall.ArtifactListener",
            "org.apache.felix.fileinstall.ArtifactTransformer",
            "org.apache.felix.fileinstall.ArtifactUrlTransformer",
            "org.apache.felix.service.command.CommandProcessor",
            "org.apache.felix.service.command.CommandSessionListener",
            "org.osgi.service.cm.ConfigurationAdmin",
            "org.osgi.service.cm.ConfigurationPlugin",
            "org.osgi.service.component.runtime.ServiceComponentRuntime",
            "org.osgi.service.metatype.MetaTypeService",
            // of the product
            "io.hookline.api.HookPoints",
            "io.hookline.api.HookRegistry",
            "io.hookline.api.registry.PluginRegistry",
            "io.hookline.api.runtime.Bindings",
            "io.hookline.api.runtime.HookGuards",
            "io.hookline.api.runtime.HookRuntime",
            "io.hookline.api.runtime.OpenPoints",
            "io.hookline.api.runtime.RuntimeEvents",
            "io.hookline.config.Configurations",
            "io.hookline.config.ReleaseConfigurations",
            "io.hookline.deploy.Deployer",
            "io.hookline.deploy.DeployerFactory",
            "io.hookline.engine.release.ReleaseControl",
            "io.hookline.unload.UnloadWatches");

    private static final Set<String> SCOPES = Set.of(
            "config", "felix", "gogo", "gosh", "hook", "hookline", "jline", "obr", "posix", "scr", "shell", "system");

    private ReservedServices() {}

    /**
     * What a service reaches into.
     *
     * @param interfaces names of the interfaces under which it is registered
     * @param scopes the scopes of the commands that it offers to Gogo
     * @param ownScopes the scopes that its plugin may use: its ids
     * @return in words, or empty if it does not
     */
    static Optional<String> reach(Collection<String> interfaces, List<String> scopes, Set<String> ownScopes) {
        for (String name : interfaces) {
            if (name.startsWith(HOOKS) || NAMES.contains(name)) {
                return Optional.of("it registers a " + name);
            }
        }
        for (String scope : scopes) {
            if (SCOPES.contains(scope)) {
                return Optional.of("it registers a shell command in the scope '" + scope + "', which is reserved");
            }
            if (!ownScopes.contains(scope)) {
                return Optional.of("it registers a shell command in the scope '" + scope
                        + "', and the scope of its commands has to be "
                        + String.join(" or ", ownScopes.stream().sorted().toList()));
            }
        }
        return Optional.empty();
    }
}
