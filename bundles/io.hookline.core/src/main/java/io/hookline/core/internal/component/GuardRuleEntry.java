package io.hookline.core.internal.component;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rule for guards, from one configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.hookline.guard",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GuardRuleConfig.class, factory = true)
public final class GuardRuleEntry {

    private static final Logger LOG = LoggerFactory.getLogger(GuardRuleEntry.class);

    private final Core core;

    /** Applies the rule. */
    @Activate
    public GuardRuleEntry(@Reference Core core, GuardRuleConfig config, Map<String, Object> properties) {
        this.core = core;
        modified(config, properties);
    }

    @Modified
    void modified(GuardRuleConfig config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        core.guardRules().put(this, pid, rule(config, pid));
    }

    @Deactivate
    void deactivate() {
        core.guardRules().remove(this);
    }

    private static GuardRule rule(GuardRuleConfig config, String pid) {
        return GuardRule.forHook(config.hook().trim())
                .at(config.point().trim())
                .errorPolicy(one(ErrorPolicy.class, config.errorPolicy(), "errorPolicy", pid))
                .runner(
                        config.isolation().isBlank()
                                ? null
                                : config.isolation().trim().toLowerCase(Locale.ROOT))
                .overrun(millis(config.overrunMillis(), 0, "overrunMillis", pid))
                .nonBlockingLimit(millis(config.nonBlockingMillis(), 0, "nonBlockingMillis", pid))
                .interrupt(
                        config.interrupt().isBlank()
                                ? null
                                : Boolean.valueOf(config.interrupt().trim()))
                .deadline(millis(config.deadlineMillis(), 1, "deadlineMillis", pid))
                .breaker(one(BreakerUse.class, config.breaker(), "breaker", pid))
                .failures(number(config.failures(), 0, "failures", pid))
                .failurePercent(number(config.failurePercent(), 0, "failurePercent", pid))
                .minimumCalls(number(config.minimumCalls(), 1, "minimumCalls", pid))
                .window(millis(config.windowMillis(), 1, "windowMillis", pid))
                .openFor(millis(config.openMillis(), 1, "openMillis", pid))
                .probes(number(config.probes(), 1, "probes", pid))
                .threads(number(config.threads(), 1, "threads", pid))
                .queue(number(config.queue(), 0, "queue", pid))
                .writtenOff(number(config.writtenOff(), 1, "writtenOff", pid))
                .cpuPercent(number(config.cpuPercent(), 0, "cpuPercent", pid))
                .allocatedMegabytes(number(config.allocatedMegabytes(), 0, "allocatedMegabytes", pid))
                .build();
    }

    private static <E extends Enum<E>> @Nullable E one(Class<E> type, String value, String key, String pid) {
        if (value.isBlank()) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.trim())) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        LOG.error("{} of {} is '{}': it has to be one of {}; the key is ignored", key, pid, value, known);
        return null;
    }

    private static @Nullable Duration millis(long value, long least, String key, String pid) {
        return isGiven(value, least, key, pid) ? Duration.ofMillis(value) : null;
    }

    private static @Nullable Integer number(int value, int least, String key, String pid) {
        return isGiven(value, least, key, pid) ? value : null;
    }

    private static boolean isGiven(long value, long least, String key, String pid) {
        if (value != -1 && value < least) {
            LOG.error("{} of {} is {}: it has to be {} or more; the key is ignored", key, pid, value, least);
        }
        return value >= least;
    }
}
