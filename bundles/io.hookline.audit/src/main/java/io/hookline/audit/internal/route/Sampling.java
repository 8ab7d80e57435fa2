package io.hookline.audit.internal.route;

import io.hookline.audit.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Chooses a share of the calls: all records of a call are taken, or none. Without a call, each record counts alone. */
final class Sampling {

    private static final int PARTS = 1_000_000;
    private static final double PERCENT = 100;

    private Sampling() {}

    static boolean takes(AuditRecord record, double percent) {
        if (percent >= PERCENT) {
            return true;
        }
        String key = record.callId().isEmpty()
                ? record.time() + record.actor() + record.action() + record.resource()
                : record.callId();
        CRC32C hash = new CRC32C();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % PARTS < percent / PERCENT * PARTS;
    }
}
