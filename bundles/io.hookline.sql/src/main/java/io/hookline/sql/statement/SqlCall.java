package io.hookline.sql.statement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A statement with its parameters, about to run in a transaction. Immutable. */
public final class SqlCall {

    private final Sql statement;
    private final List<@Nullable Object> parameters;
    private final TransactionEnd transaction;

    /**
     * A call; the parameters are copied.
     *
     * @throws IllegalArgumentException if the statement has another number of parameters
     */
    public SqlCall(Sql statement, TransactionEnd transaction, @Nullable Object... parameters) {
        this(statement, transaction, Collections.unmodifiableList(Arrays.asList(parameters.clone())));
    }

    private SqlCall(Sql statement, TransactionEnd transaction, List<@Nullable Object> parameters) {
        if (parameters.size() != statement.parameters()) {
            throw new IllegalArgumentException(
                    statement + " has " + statement.parameters() + " parameters, not " + parameters.size());
        }
        this.statement = statement;
        this.transaction = transaction;
        this.parameters = parameters;
    }

    /** The statement. */
    public Sql statement() {
        return statement;
    }

    /** The parameters in the order in which the statement has them; unmodifiable. */
    public List<@Nullable Object> parameters() {
        return parameters;
    }

    /** The parameter of the condition at this place. */
    public @Nullable Object condition(int place) {
        return parameters.get((statement.sets() ? statement.columns().size() : 0) + place);
    }

    /**
     * Which database the statement runs on: its name, and a hash of URL and user. Another one after each change of
     * these, the same one after a swap of pool, dialect or driver.
     */
    public String database() {
        return transaction.database();
    }

    /** Runs an action once the transaction has ended, with whether it was committed. */
    public void afterTransaction(Consumer<Boolean> action) {
        transaction.onEnd(action);
    }

    /**
     * The same call for those rows alone whose column has a value.
     *
     * @throws IllegalStateException for an insert
     */
    public SqlCall restrictedTo(String column, Object value) {
        List<@Nullable Object> more = new ArrayList<>(parameters);
        more.add(parameters.size() - (statement.isPaged() ? 2 : 0), value);
        return new SqlCall(
                statement.where(column, Condition.Operator.EQUAL), transaction, Collections.unmodifiableList(more));
    }

    /**
     * The same call, which sets a column to a value, whether it set it before or not.
     *
     * @throws IllegalStateException for a select or delete
     */
    public SqlCall setting(String column, @Nullable Object value) {
        List<@Nullable Object> more = new ArrayList<>(parameters);
        int place = statement.columns().indexOf(column);
        if (place >= 0 && statement.sets()) {
            more.set(place, value);
            return new SqlCall(statement, transaction, Collections.unmodifiableList(more));
        }
        Sql longer = statement.setting(column);
        more.add(statement.columns().size(), value);
        return new SqlCall(longer, transaction, Collections.unmodifiableList(more));
    }

    @Override
    public String toString() {
        return statement.toString();
    }

    /** The end of a transaction. */
    @FunctionalInterface
    public interface TransactionEnd {

        /** Runs an action once the transaction has ended, with whether it was committed. */
        void onEnd(Consumer<Boolean> action);

        /** Which database it is on, see {@link SqlCall#database}. */
        default String database() {
            return "";
        }
    }
}
