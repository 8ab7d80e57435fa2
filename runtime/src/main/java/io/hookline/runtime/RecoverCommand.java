package io.hookline.runtime;

import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline recover}: looks at the sets of plugins of a data folder, and chooses one for the next start. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "List the sets of plugins of a data folder, and choose one for the next start.",
        footer = {
            "",
            "Without an option it lists the sets, newest first, and checks that the content of each is in the store."
                    + " Nothing of it starts, so it works when no start does. It refuses while a process runs on the"
                    + " data folder.",
            "",
            "See what is there:              hookline recover",
            "Go back to set 4:               hookline recover --set 4",
            "Start with all plugins stopped: hookline recover --without-plugins",
            "Exit status: 0 done, 1 refused or something is damaged, 2 wrong usage."
        })
final class RecoverCommand implements Callable<Integer> {

    private static final String TASK = "io.hookline.deploy.internal.recover.RecoverTask";
    private static final int MOST_BYTES = 1 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            defaultValue = "hookline-data",
            description = "The data folder. Default: ./${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path dataPath;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "The deployer's folder. Default: the option \"folder\" of DIR/conf/io.hookline.deploy.cfg.")
    private @Nullable Path store;

    @Option(names = "--set", paramLabel = "N", description = "Make set N the one that the next start takes.")
    private @Nullable Long set;

    @Option(names = "--parole", description = "With --set: release its plugins from quarantine.")
    private boolean parole;

    @Option(
            names = "--without-plugins",
            description = "Stop all plugins of the current set; hook:start starts them again, one by one.")
    private boolean withoutPlugins;

    @Option(
            names = "--verify",
            description = "Check the store, as the list does, and change nothing; print nothing if it is whole.")
    private boolean verify;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Distribution distribution = Distribution.installed();
        if (!Files.isDirectory(dataPath)) {
            throw new LaunchException(
                    "there is no data folder " + dataPath.toAbsolutePath() + ": name it with --data DIR");
        }
        DataFolder data = DataFolder.at(dataPath);
        StringBuilder printed = new StringBuilder();
        boolean good;
        try (DataLock lock = DataLock.claim(data)) {
            Logging.start(distribution, data, ShellMode.SCRIPT, "OFF");
            good = BundleCode.run(distribution, TASK, options(data), printed);
        }
        if (!verify || !good || json) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(printed);
            out.flush();
        }
        return good ? 0 : 1;
    }

    private void checkOptions() {
        int chosen = (set != null ? 1 : 0) + (withoutPlugins ? 1 : 0) + (verify ? 1 : 0);
        if (chosen > 1) {
            throw new ParameterException(
                    spec.commandLine(), "only one of --set, --without-plugins and --verify can be given");
        }
        if (parole && set == null) {
            throw new ParameterException(spec.commandLine(), "--parole needs --set N");
        }
    }

    private Map<String, String> options(DataFolder data) {
        Map<String, String> options = new HashMap<>();
        Path folder = store == null ? configuredStore(data) : store;
        options.put("store", folder.toAbsolutePath().normalize().toString());
        options.put(
                "records",
                data.root().resolve("config").toAbsolutePath().normalize().toString());
        options.put("do", set != null ? "choose" : withoutPlugins ? "without-plugins" : verify ? "verify" : "list");
        options.put("set", String.valueOf(set));
        options.put("parole", String.valueOf(parole));
        options.put("json", String.valueOf(json));
        options.put("width", String.valueOf(spec.usageMessage().width()));
        return options;
    }

    /** What the configuration names, if it can be read; its default otherwise. */
    private static Path configuredStore(DataFolder data) {
        Path usual = data.root().resolve("deploy");
        Path file = data.conf().resolve("io.hookline.deploy.cfg");
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8)));
            String folder = properties.getProperty("folder", "");
            String whole = folder.strip()
                    .replace(
                            "${hookline.data}",
                            data.root().toAbsolutePath().normalize().toString());
            return whole.isEmpty() || whole.contains("${") ? usual : Path.of(whole);
        } catch (IOException | IllegalArgumentException e) {
            return usual;
        }
    }
}
