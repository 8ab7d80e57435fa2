package io.hookline.admin.internal;

import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.RefusedCalls;
import io.hookline.admin.internal.api.MaskedLine;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandRecord;
import io.hookline.shell.session.CommandRequest;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that came by other ways than the admin API, in the same record. Safe for use by many threads. */
@Component
public final class AuditedCommands implements CommandRecord {

    private static final int LONGEST_LINE = 2_000;
    private static final int FORBIDDEN = 403;

    private final AuditLog audit;
    private final RefusedCalls refused;
    private final Clock clock;

    /** With the record of the admin API. */
    @Activate
    public AuditedCommands(@Reference AccessService access) {
        this(access.guards().audit(), Clock.systemUTC());
    }

    AuditedCommands(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
        this.refused = new RefusedCalls(clock);
    }

    @Override
    public void add(CommandRequest request, String address, String reason, Status status) {
        String actor = request.actor().toString();
        int code = code(status);
        if (code == FORBIDDEN && !refused.isRecorded(actor)) {
            return;
        }
        List<String> words = request.words();
        String line = String.join(" ", MaskedLine.of(words.subList(1, words.size())));
        audit.append(new AuditEntry(
                clock.instant().toString(),
                actor,
                request.role().word(),
                address,
                "runCommand:" + words.get(0),
                line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line,
                reason,
                code));
    }

    /** As the admin API answers. */
    private static int code(Status status) {
        return switch (status) {
            case DONE -> 200;
            case FORBIDDEN -> FORBIDDEN;
            case UNKNOWN -> 404;
            case INTERRUPTED -> 409;
            case CONFLICT -> 412;
            case FAILED -> 422;
        };
    }
}
