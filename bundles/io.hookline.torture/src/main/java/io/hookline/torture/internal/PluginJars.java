package io.hookline.torture.internal;

import io.hookline.api.hook.HookProperties;
import io.hookline.api.plugin.HealthCheck;
import io.hookline.torture.hook.TortureHook;
import io.hookline.torture.template.TemplateHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/**
 * Generates plugin jars: each has the template's classes and its own manifest and component description. Used by one
 * thread.
 */
final class PluginJars {

    /** The prefix of the names of all generated plugins. */
    static final String PREFIX = "io.hookline.torture.generated.";

    private static final String DESCRIPTION = "OSGI-INF/hooks.xml";
    private static final String[] CLASSES = {
        TemplateHook.class.getName(), TemplateHook.class.getName() + "$Signature",
    };

    private final Path folder;
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    PluginJars(Path folder) {
        this.folder = folder;
    }

    /** The next release of a plugin. */
    Draft next(String plugin, Behaviour behaviour) {
        String version = behaviour.version(lastNumbers.merge(plugin, 1, Integer::sum));
        return new Draft(plugin, version, write(plugin, version, behaviour, ""));
    }

    /** The next release of a plugin, whose version hides that it offers more than the previous one. */
    Draft lying(String plugin) {
        String version = Behaviour.PLAIN.version(lastNumbers.merge(plugin, 1, Integer::sum));
        return new Draft(plugin, version, write(plugin, version, Behaviour.PLAIN, "torture.surprise"));
    }

    /** A release with a version that exists already, but other content. */
    Draft disguised(String plugin, String version) {
        return new Draft(plugin, version, write(plugin, version, Behaviour.PLAIN, "torture.disguise"));
    }

    /** A file that is not a jar. */
    Path garbage() {
        Path file = folder.resolve("garbage.jar");
        try {
            return Files.writeString(file, "PK\3\4 and nothing that follows from it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String plugin, String version, Behaviour behaviour, String capability) {
        Path file = folder.resolve(plugin + ".jar");
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, plugin);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        headers.putValue("Service-Component", DESCRIPTION);
        headers.putValue(
                Constants.IMPORT_PACKAGE,
                packageOf(TortureHook.class) + ";version=\"[1.0,2)\"," + packageOf(HealthCheck.class)
                        + ";version=\"[1.0,2)\"");
        headers.putValue(
                Constants.REQUIRE_CAPABILITY,
                "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"," + point(TortureHook.FIRST) + ","
                        + point(TortureHook.SECOND));
        if (!capability.isEmpty()) {
            headers.putValue(Constants.PROVIDE_CAPABILITY, capability);
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (String name : CLASSES) {
                copy(name, jar);
            }
            jar.putNextEntry(new ZipEntry(DESCRIPTION));
            jar.write(description(plugin, version, behaviour).getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static String packageOf(Class<?> type) {
        return type.getPackageName();
    }

    private static String point(String name) {
        return HookProperties.POINT_NAMESPACE + ";filter:=\"(" + HookProperties.POINT_NAMESPACE + "=" + name + ")\"";
    }

    private static void copy(String className, JarOutputStream jar) throws IOException {
        String entry = className.replace('.', '/') + ".class";
        try (InputStream code = PluginJars.class.getClassLoader().getResourceAsStream(entry)) {
            if (code == null) {
                throw new IOException(entry + " is not in this bundle");
            }
            jar.putNextEntry(new ZipEntry(entry));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }

    private static String description(String plugin, String version, Behaviour behaviour) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<components xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\">\n"
                + component(plugin, version, behaviour, TortureHook.FIRST, true)
                + component(plugin, version, behaviour, TortureHook.SECOND, false)
                + "</components>\n";
    }

    private static String component(String plugin, String version, Behaviour behaviour, String point, boolean checked) {
        return "<scr:component name=\"" + point + "\" init=\"1\" deactivate=\"deactivate\">\n"
                + property(HookProperties.AT, point)
                + property("torture.plugin", plugin)
                + property("torture.version", version)
                + property("torture.slowMillis", behaviour.slowMillis())
                + property("torture.failEvery", behaviour.failEvery())
                + property("torture.readyMillis", behaviour.readyMillis())
                + property("torture.stopMillis", behaviour.stopMillis())
                + property("torture.refuses", behaviour.refuses())
                + "<service><provide interface=\"" + TortureHook.class.getName() + "\"/>"
                + (checked ? "<provide interface=\"" + HealthCheck.class.getName() + "\"/>" : "") + "</service>\n"
                + "<implementation class=\"" + TemplateHook.class.getName() + "\"/>\n</scr:component>\n";
    }

    private static String property(String name, Object value) {
        return "<property name=\"" + name + "\" value=\"" + value + "\"/>\n";
    }

    /**
     * A release that can be deployed until the next one of its plugin is generated.
     *
     * @param jar its file; the next release overwrites it
     */
    record Draft(String plugin, String version, Path jar) {

        /** The source to give to a deployer. */
        String source() {
            return jar.toString();
        }
    }
}
