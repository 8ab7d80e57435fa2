package io.hookline.faults.damage;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A part of the data folder that can be damaged, and what may become of the process then. */
public enum DamagedPart {

    /** The gateway's configuration, which names its required plugins. */
    GATEWAY_CONFIGURATION("conf-gateway", true, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return configuration(data, "gateway");
        }
    },

    /** The configuration with the accepted keys. Without any, nothing passes. */
    KEYS("conf-keys", true, Outcome.IN_SERVICE, Outcome.CLOSED) {
        @Override
        List<Path> find(Path data, Random random) {
            return configuration(data, "plugin.apikey");
        }
    },

    /** The configuration of another component. */
    OTHER_CONFIGURATION("conf-other", true, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            String[] names = {"core", "deploy", "guard-all", "plugin.ratelimit", "plugin.recordcheck"};
            return configuration(data, names[random.nextInt(names.length)]);
        }
    },

    /** A file in the folder of configurations that was not there before. */
    EXTRA_CONFIGURATION("conf-extra", true, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return configuration(data, "campaign.extra");
        }
    },

    /** The gateway's configuration with all its earlier revisions: nothing says what was required. */
    GATEWAY_CONFIGURATION_WITH_HISTORY(
            "conf-gateway-history", false, Outcome.IN_SERVICE, Outcome.CLOSED, Outcome.NOT_STARTED) {
        @Override
        List<Path> find(Path data, Random random) throws IOException {
            Path history = data.resolve("config").resolve("io.hookline.gateway");
            return Stream.concat(configuration(data, "gateway").stream(), regularFiles(history).stream())
                    .toList();
        }
    },

    /** A stored revision of a configuration. */
    REVISION("revision", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) throws IOException {
            return one(regularFiles(data.resolve("config")), random);
        }
    },

    /** The newest desired set; the one before it takes its place. */
    NEWEST_SET("newest-set", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) throws IOException {
            List<Path> sets = regularFiles(data.resolve("deploy").resolve("sets"));
            return List.of(sets.get(sets.size() - 1));
        }
    },

    /** The record of starts. */
    STARTS("starts", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return List.of(data.resolve("deploy").resolve("starts.json"));
        }
    },

    /** The quarantine. */
    QUARANTINE("quarantine", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return List.of(data.resolve("deploy").resolve("quarantine.json"));
        }
    },

    /** All stored jars, the required plugin's among them. */
    STORED_JARS("stored-jars", false, Outcome.IN_SERVICE, Outcome.CLOSED) {
        @Override
        List<Path> find(Path data, Random random) throws IOException {
            return regularFiles(data.resolve("deploy").resolve("sha256"));
        }
    },

    /** A file of the framework's cache. */
    CACHE("cache", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) throws IOException {
            return one(regularFiles(data.resolve("cache").resolve("felix")), random);
        }
    },

    /** The record of the distribution in the cache. */
    DISTRIBUTION_RECORD("distribution-record", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return List.of(data.resolve("cache").resolve("distribution"));
        }
    },

    /** The file that tells the first client its key. */
    KEY_FILE("key-file", false, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return List.of(data.resolve("api-key"));
        }
    },

    /** A jar in the drop folder that was not there before. */
    DROPPED_JAR("dropped-jar", true, Outcome.IN_SERVICE) {
        @Override
        List<Path> find(Path data, Random random) {
            return List.of(data.resolve("drop").resolve("campaign-damaged.jar"));
        }
    };

    private final String label;
    private final boolean isWatched;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of gives an immutable one
    private final Set<Outcome> allowed;

    DamagedPart(String label, boolean isWatched, Outcome... allowed) {
        this.label = label;
        this.isWatched = isWatched;
        this.allowed = Set.of(allowed);
    }

    /** Its name in the ledger. */
    public String label() {
        return label;
    }

    /** Whether the running process watches it, so that the damage acts at once. */
    public boolean isWatched() {
        return isWatched;
    }

    /** What may become of the process. */
    public Set<Outcome> allowed() {
        return allowed;
    }

    /** The files that it consists of now; those that random decides if it has many. */
    public List<Path> files(Path data, Random random) throws IOException {
        return find(data, random);
    }

    abstract List<Path> find(Path data, Random random) throws IOException;

    private static List<Path> configuration(Path data, String component) {
        return List.of(data.resolve("conf").resolve("io.hookline." + component + ".cfg"));
    }

    private static List<Path> one(List<Path> files, Random random) {
        return files.isEmpty() ? files : List.of(files.get(random.nextInt(files.size())));
    }

    /** The regular files below a folder, sorted; none if there is no such folder. */
    private static List<Path> regularFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
