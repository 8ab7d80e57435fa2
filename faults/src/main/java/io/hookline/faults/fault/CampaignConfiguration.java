package io.hookline.faults.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration of a process under test: the distribution's own, with shorter deadlines and no rate limit. */
final class CampaignConfiguration {

    private CampaignConfiguration() {}

    /**
     * Writes the files that differ from the distribution's. The first start adds the others.
     *
     * @param recordsPort where the record service listens: it needs no key, so its port has to be known
     */
    static void write(Path distribution, Path conf, int recordsPort) throws IOException {
        Files.createDirectories(conf);
        copy(
                distribution,
                conf,
                "deploy",
                Map.of("readyTimeoutMillis", "4000", "stopTimeoutMillis", "2000", "provenAfterMillis", "1500"));
        copy(distribution, conf, "core", Map.of("drainTimeoutMillis", "3000"));
        copy(distribution, conf, "plugin.ratelimit", Map.of("requestsPerSecond", "1000000", "burst", "1000000"));
        copy(distribution, conf, "records", Map.of("port", String.valueOf(recordsPort)));
    }

    private static void copy(Path distribution, Path conf, String component, Map<String, String> values)
            throws IOException {
        String file = "io.hookline." + component + ".cfg";
        String text = Files.readString(distribution.resolve("conf").resolve(file));
        for (Map.Entry<String, String> value : values.entrySet()) {
            Matcher line = Pattern.compile("(?m)^" + value.getKey() + " *=.*$").matcher(text);
            if (!line.find()) {
                throw new IOException("the distribution's " + file + " does not set " + value.getKey());
            }
            text = line.replaceFirst(value.getKey() + " = " + value.getValue());
        }
        Files.writeString(conf.resolve(file), text);
    }
}
