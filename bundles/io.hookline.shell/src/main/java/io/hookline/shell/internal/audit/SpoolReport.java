package io.hookline.shell.internal.audit;

import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.SpoolStatus;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.shell.internal.text.Durations;
import java.util.List;

/** What {@code hook:spool} prints. */
record SpoolReport(SpoolStatus spool, List<OutputStatus> outputs) {

    String text(int width) {
        StringBuilder text = new StringBuilder();
        text.append(Folded.of(
                "spool: ",
                spool.records() + " records, " + spool.bytes() + " bytes, " + spool.segments()
                        + (spool.segments() == 1 ? " segment in " : " segments in ")
                        + spool.folder(),
                width));
        text.append(Folded.of(
                "since the start: ",
                spool.accepted() + " taken, " + spool.written() + " written, " + spool.unrouted() + " without a route, "
                        + (spool.droppedOldest() + spool.droppedNewest() + spool.dropped()) + " dropped; "
                        + spool.waiting() + " wait in memory",
                width));
        if (!spool.problem().isEmpty()) {
            text.append(Folded.of("problem: ", spool.problem(), width));
        }
        if (outputs.isEmpty()) {
            text.append(Folded.of(
                    "",
                    "There is no output. Add a file conf/io.hookline.audit.route-NAME.cfg with outputs = file, and"
                            + " deploy io.hookline.plugin.auditfile",
                    width));
            return text.toString();
        }
        Table table = new Table(
                "OUTPUT", "STATE", "LAG", "OLDEST", "SENT", "RETRIED", "REJECTED", "DROPPED", "DEAD BYTES", "PROBLEM");
        outputs.forEach(one -> table.row(
                one.name(),
                one.state(),
                one.lag(),
                one.lag() == 0 ? "-" : Durations.ofNanos(one.oldest().toNanos()),
                one.sent(),
                one.retried(),
                one.rejected(),
                one.dropped(),
                one.deadLetterBytes(),
                one.problem().isEmpty() ? "-" : one.problem()));
        return text.append('\n').append(table.text(width)).toString();
    }
}
