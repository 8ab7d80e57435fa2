package io.hookline.plugin.tenant.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.api.plugin.Plugin;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.hook.StatementHook;
import io.hookline.sql.hook.StatementRefusedException;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;

/** Restricts every statement to the rows of the caller's tenant, and gives each new row its tenant. */
@Plugin(
        id = "tenant",
        version = "1.0.0",
        tags = {"data", "tenant"})
@Component(name = "io.hookline.plugin.tenant")
@HookAt(StatementHook.POINT)
@ServiceRanking(1000)
@Designate(ocd = TenantConfig.class)
public final class TenantHook implements StatementHook {

    private volatile Rules rules;

    /** Reads the tables and the column. */
    @Activate
    public TenantHook(TenantConfig config) {
        rules = Rules.of(config);
    }

    @Modified
    void modified(TenantConfig config) {
        rules = Rules.of(config);
    }

    @Override
    public SqlResult around(SqlCall call, HookContext context, Next<SqlCall, SqlResult> next) throws Exception {
        Rules current = rules;
        Sql statement = call.statement();
        if (!current.tables().contains(statement.table().name())) {
            return next.proceed(call);
        }
        String tenant = context.get(SqlDatabase.TENANT);
        if (tenant == null || tenant.isBlank()) {
            throw new StatementRefusedException("the call names no tenant");
        }
        return next.proceed(
                switch (statement.kind()) {
                    case SELECT, DELETE -> call.restrictedTo(current.column(), tenant);
                    case INSERT -> call.setting(current.column(), tenant);
                    // A row must not move to another tenant either.
                    case UPDATE -> update(call, current.column(), tenant);
                    case UPSERT -> upsert(call, current.column(), tenant);
                });
    }

    private static SqlCall update(SqlCall call, String column, String tenant) {
        SqlCall own = call.statement().columns().contains(column) ? call.setting(column, tenant) : call;
        return own.restrictedTo(column, tenant);
    }

    /** The key decides which row an upsert changes: without the tenant in it, that may be another tenant's. */
    private static SqlCall upsert(SqlCall call, String column, String tenant) {
        if (!call.statement().table().key().contains(column)) {
            throw new StatementRefusedException(
                    "the key of the table " + call.statement().table().name()
                            + " does not contain the tenant, so that an upsert could change another tenant's row");
        }
        return call.setting(column, tenant);
    }

    private record Rules(Set<String> tables, String column) {

        static Rules of(TenantConfig config) {
            return new Rules(
                    Arrays.stream(config.tables()).map(String::strip).collect(Collectors.toUnmodifiableSet()),
                    config.column());
        }
    }
}
