package io.hookline.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An action: who did what, to what, and how it ended. Immutable. A text that is not known is empty.
 *
 * @param time when it happened
 * @param source what made the record, such as {@code http}, {@code db} or {@code runtime}
 * @param level how much it matters
 * @param actor who did it: a client, a user, a component
 * @param action what was done, such as {@code GET} or {@code release.running}
 * @param resource to what: a path, a record, a release
 * @param outcome how it ended
 * @param reason why it was decided so
 * @param callId the id of the call; see {@link io.hookline.api.hook.HookContext#callId()}
 * @param traceId the id of the distributed trace, as W3C Trace Context has it
 * @param releases the plugin releases that took part, each as {@code PLUGIN@VERSION}
 * @param fields further texts by name, in order; routes know {@code path} and {@code tenant}
 */
public record AuditRecord(
        Instant time,
        String source,
        Level level,
        String actor,
        String action,
        String resource,
        Outcome outcome,
        String reason,
        String callId,
        String traceId,
        List<String> releases,
        Map<String, String> fields) {

    /** How much a record matters, from least to most. */
    public enum Level {
        /** Only for those who look for a fault. */
        DEBUG,
        /** The usual. */
        INFO,
        /** Something was refused, or needs a look. */
        WARN,
        /** Something failed. */
        ERROR
    }

    /** How an action ended. */
    public enum Outcome {
        /** It was done. */
        SUCCESS,
        /** It was refused: by a hook, a check or a rule. */
        REFUSED,
        /** It was tried and failed. */
        FAILURE
    }

    /** Checks that nothing is null and copies the collections. */
    public AuditRecord {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(traceId, "traceId");
        releases = List.copyOf(releases);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Starts a record: level INFO, outcome SUCCESS, all else empty. */
    public static Builder builder(Instant time, String source, String action) {
        return new Builder(time, source, action);
    }

    /** Collects the parts of a record. Not safe for use by several threads. */
    public static final class Builder {

        private final Instant time;
        private final String source;
        private final String action;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private Level level = Level.INFO;
        private Outcome outcome = Outcome.SUCCESS;
        private String actor = "";
        private String resource = "";
        private String reason = "";
        private String callId = "";
        private String traceId = "";
        private List<String> releases = List.of();

        private Builder(Instant time, String source, String action) {
            this.time = time;
            this.source = source;
            this.action = action;
        }

        /** Sets how much it matters. */
        public Builder level(Level value) {
            this.level = value;
            return this;
        }

        /** Sets who did it. */
        public Builder actor(String value) {
            this.actor = value;
            return this;
        }

        /** Sets what it was done to. */
        public Builder resource(String value) {
            this.resource = value;
            return this;
        }

        /** Sets how it ended, and why. */
        public Builder outcome(Outcome value, String why) {
            this.outcome = value;
            this.reason = why;
            return this;
        }

        /** Sets the id of the call. */
        public Builder callId(String value) {
            this.callId = value;
            return this;
        }

        /** Sets the id of the trace. */
        public Builder traceId(String value) {
            this.traceId = value;
            return this;
        }

        /** Sets the releases that took part. */
        public Builder releases(List<String> value) {
            this.releases = value;
            return this;
        }

        /** Sets one further field. */
        public Builder field(String name, String value) {
            fields.put(name, value);
            return this;
        }

        /** The record. */
        public AuditRecord build() {
            return new AuditRecord(
                    time, source, level, actor, action, resource, outcome, reason, callId, traceId, releases, fields);
        }
    }
}
