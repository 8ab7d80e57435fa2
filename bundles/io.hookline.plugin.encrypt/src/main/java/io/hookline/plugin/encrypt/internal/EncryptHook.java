package io.hookline.plugin.encrypt.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.sql.hook.StatementHook;
import io.hookline.sql.hook.StatementRefusedException;
import io.hookline.sql.statement.Condition;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encrypts the values that statements set in some columns, and decrypts those that they read. */
@Plugin(
        id = "encrypt",
        version = "1.0.0",
        tags = {"data", "encryption"})
@Component(name = "io.hookline.plugin.encrypt", configurationPolicy = ConfigurationPolicy.REQUIRE)
@HookAt(StatementHook.POINT)
@ServiceRanking(100)
@Designate(ocd = EncryptConfig.class)
public final class EncryptHook implements StatementHook {

    private static final Logger LOG = LoggerFactory.getLogger(EncryptHook.class);

    private final Secrets secrets;
    private volatile Rules rules;

    /**
     * Reads columns and keys.
     *
     * @throws IllegalArgumentException if a key is malformed
     */
    @Activate
    public EncryptHook(EncryptConfig config, @Reference Secrets secrets) {
        this.secrets = secrets;
        rules = rulesOf(config);
    }

    @Modified
    void modified(EncryptConfig config) {
        try {
            rules = rulesOf(config);
        } catch (IllegalArgumentException e) {
            LOG.error("the new configuration is refused, the old one stays: {}", e.getMessage());
        }
    }

    private Rules rulesOf(EncryptConfig config) {
        List<String> keys = Arrays.stream(config.keys())
                .map(secrets::resolve)
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        return new Rules(
                Arrays.stream(config.columns()).map(String::strip).collect(Collectors.toUnmodifiableSet()),
                new Keys(keys));
    }

    @Override
    public SqlResult around(SqlCall call, HookContext context, Next<SqlCall, SqlResult> next) throws Exception {
        Rules current = rules;
        Sql statement = call.statement();
        String table = statement.table().name() + ".";
        for (Condition condition : statement.conditions()) {
            if (current.columns().contains(table + condition.column())) {
                throw new StatementRefusedException(
                        "the column " + condition.column() + " is encrypted, and cannot be compared");
            }
        }
        return statement.kind() == Sql.Kind.SELECT
                ? decrypted(next.proceed(call), statement, table, current)
                : next.proceed(encrypted(call, table, current));
    }

    private static SqlCall encrypted(SqlCall call, String table, Rules rules) throws GeneralSecurityException {
        SqlCall changed = call;
        List<String> columns = call.statement().columns();
        for (int place = 0; place < columns.size(); place++) {
            String column = table + columns.get(place);
            if (rules.columns().contains(column) && call.parameters().get(place) instanceof String text) {
                changed = changed.setting(columns.get(place), rules.keys().encrypt(column, text));
            }
        }
        return changed;
    }

    private static SqlResult decrypted(SqlResult result, Sql statement, String table, Rules rules)
            throws GeneralSecurityException {
        List<Row> rows = result.rows();
        for (int place = 0; place < statement.columns().size(); place++) {
            String column = table + statement.columns().get(place);
            if (rules.columns().contains(column)) {
                rows = decrypted(rows, place, column, rules.keys());
            }
        }
        return SqlResult.of(rows);
    }

    private static List<Row> decrypted(List<Row> rows, int place, String column, Keys keys)
            throws GeneralSecurityException {
        List<Row> clear = new ArrayList<>();
        for (Row row : rows) {
            clear.add(row.value(place) instanceof String text ? row.with(place, keys.decrypt(column, text)) : row);
        }
        return clear;
    }

    private record Rules(Set<String> columns, Keys keys) {}
}
