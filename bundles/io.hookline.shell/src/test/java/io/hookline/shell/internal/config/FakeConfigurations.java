package io.hookline.shell.internal.config;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.RefusedConfiguration;
import io.hookline.config.Revision;
import io.hookline.config.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Two configurations: of the rate limit, which takes any change but that of {@code brust}, and one that no bundle
 * defines.
 */
final class FakeConfigurations implements Configurations {

    static final String RATE = "acme.plugin.rate";

    final List<String> asked = new ArrayList<>();
    private String burst = "20";
    private long revision = 3;

    @Override
    public FakeConfigurations because(String reason) {
        if (!reason.isEmpty()) {
            asked.add("because " + reason);
        }
        return this;
    }

    @Override
    public List<ConfigurationStatus> all() {
        ConfigurationStatus unknown = new ConfigurationStatus(
                "acme.\u001Bunknown", null, 1, List.of(), List.of(), List.of(), List.of(), null);
        return List.of(rate(), unknown);
    }

    private ConfigurationStatus rate() {
        ConfigurationProblem problem =
                new ConfigurationProblem(Reason.UNKNOWN_KEY, "brust", "'brust' is not known; did you mean 'burst'?");
        return new ConfigurationStatus(
                RATE,
                RATE + ".cfg",
                revision,
                List.of(RATE + " 1.0.0"),
                List.of(),
                List.of(
                        new Setting("burst", burst, "20", "whole number, 1 or more", "At once", false),
                        new Setting("password", Setting.SECRET, null, "secret", "", true)),
                List.of(),
                revision > 3
                        ? null
                        : new RefusedConfiguration(Instant.EPOCH, "file " + RATE + ".cfg", List.of(problem)));
    }

    @Override
    public ConfigurationStatus status(String pid) {
        return rate();
    }

    @Override
    public ConfigurationStatus change(String pid, ConfigurationChange change) throws ConfigurationRefusedException {
        asked.add("change " + pid + " " + change);
        if (change.set().containsKey("brust")) {
            throw new ConfigurationRefusedException(
                    pid,
                    List.of(new ConfigurationProblem(
                            Reason.UNKNOWN_KEY, "brust", "'brust' is not known; did you mean 'burst'?")));
        }
        burst = change.set().getOrDefault("burst", burst);
        revision++;
        return rate();
    }

    @Override
    public void delete(String pid, boolean mayRestart, String by) {
        asked.add("delete " + pid + " " + mayRestart);
    }

    @Override
    public List<Revision> history(String pid) {
        return List.of(new Revision(
                3,
                Instant.EPOCH,
                "shell",
                true,
                "sale \u001B[2J",
                List.of("burst = 20 (was 5)", "password = ********")));
    }

    @Override
    public ConfigurationStatus revert(String pid, long number, boolean mayRestart, String by) {
        asked.add("revert " + pid + " " + number + " " + mayRestart);
        return rate();
    }

    @Override
    public String schema(String pid) {
        return "{\n  \"type\" : \"object\"\n}\n";
    }

    @Override
    public List<String> problems(Path jar) {
        return List.of();
    }

    @Override
    public List<String> problems(long bundle) {
        return List.of();
    }
}
