package io.hookline.plugin.slowlog.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.sql.hook.SlowStatement;
import io.hookline.sql.hook.SlowStatementHook;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each slow statement as a warning, without its parameters. */
@Plugin(
        id = "slowlog",
        version = "1.0.0",
        tags = {"data", "log"})
@Component(name = "io.hookline.plugin.slowlog")
@HookAt(SlowStatementHook.POINT)
@NonBlocking
public final class SlowLogHook implements SlowStatementHook {

    private static final Logger LOG = LoggerFactory.getLogger(SlowLogHook.class);

    @Override
    public void onSlow(SlowStatement statement, HookContext context) {
        LOG.warn(
                "call {}: {} ms in the database {}, {} rows: {}",
                context.callId(),
                statement.took().toMillis(),
                statement.database(),
                statement.rows(),
                statement.sql());
    }
}
