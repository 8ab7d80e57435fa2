package io.hookline.shell.internal.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands by name. Of two with one name the first keeps it, and the other one is refused until the name is free;
 * the product's own commands come first, whenever they arrive. Safe for use by many threads.
 */
public final class CommandTable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandTable.class);

    private final Functions functions;

    /** In the order in which they came; guarded by this object. */
    private final Map<OfferedCommand, State> offered = new LinkedHashMap<>();

    public CommandTable(Functions functions) {
        this.functions = functions;
    }

    /** Takes a command in. */
    public synchronized void add(OfferedCommand command) {
        State state = new State();
        offered.put(command, state);
        CommandId id = command.id();
        if (!id.isValid()) {
            refuse(command, state, "its name has to consist of at most 64 lower-case letters, digits and hyphens");
            return;
        }
        OfferedCommand holder = holder(id);
        if (holder != null && command.isBuiltIn() && !holder.isBuiltIn()) {
            State displaced = stateOf(holder);
            displaced.unregister();
            refuse(holder, displaced, "Hookline itself has a command of this name");
        } else if (holder != null) {
            refuse(command, state, "the bundle " + holder.bundle() + " has a command of this name");
            return;
        }
        register(command, state);
    }

    /** Takes a command out; a command that was refused because of it takes its place. */
    public synchronized void remove(OfferedCommand command) {
        State state = offered.remove(command);
        if (state == null || !state.isRegistered()) {
            return;
        }
        state.unregister();
        for (Map.Entry<OfferedCommand, State> next : offered.entrySet()) {
            if (next.getKey().id().equals(command.id())) {
                register(next.getKey(), next.getValue());
                return;
            }
        }
    }

    /** Takes in the commands that were refused because of a function of Gogo that is there no longer. */
    public synchronized void offerAgain() {
        offered.forEach((command, state) -> {
            CommandId id = command.id();
            if (!state.isRegistered() && id.isValid() && holder(id) == null && !functions.isTaken(id)) {
                register(command, state);
            }
        });
    }

    private void register(OfferedCommand command, State state) {
        if (functions.isTaken(command.id())) {
            refuse(command, state, "another bundle has a function of this name in Gogo");
            return;
        }
        state.refusal = "";
        state.registration = functions.register(command);
    }

    private static void refuse(OfferedCommand command, State state, String reason) {
        LOG.warn("the command {} of the bundle {} is refused: {}", command.id(), command.bundle(), reason);
        state.refusal = reason;
    }

    private @Nullable OfferedCommand holder(CommandId id) {
        for (Map.Entry<OfferedCommand, State> one : offered.entrySet()) {
            if (one.getValue().isRegistered() && one.getKey().id().equals(id)) {
                return one.getKey();
            }
        }
        return null;
    }

    private State stateOf(OfferedCommand command) {
        return Objects.requireNonNull(offered.get(command));
    }

    /** The command of a name, scope and colon included; empty if there is none. */
    public synchronized Optional<OfferedCommand> find(String id) {
        return offered.entrySet().stream()
                .filter(one -> one.getValue().isRegistered())
                .map(Map.Entry::getKey)
                .filter(command -> command.id().toString().equals(id))
                .findFirst();
    }

    /** The commands by name. */
    public synchronized List<OfferedCommand> commands() {
        Map<String, OfferedCommand> sorted = new TreeMap<>();
        offered.forEach((command, state) -> {
            if (state.isRegistered()) {
                sorted.put(command.id().toString(), command);
            }
        });
        return List.copyOf(sorted.values());
    }

    /** The commands that were refused, in the order in which they came. */
    public synchronized List<RefusedCommand> refused() {
        List<RefusedCommand> refused = new ArrayList<>();
        offered.forEach((command, state) -> {
            if (!state.isRegistered()) {
                refused.add(new RefusedCommand(command.id().toString(), command.bundle(), state.refusal));
            }
        });
        return refused;
    }

    /** Gogo, as the table sees it. */
    public interface Functions {

        /** Whether a function of that name is there that is none of the table's. */
        boolean isTaken(CommandId id);

        /** Makes a command a function; the answer takes it away. */
        Runnable register(OfferedCommand command);
    }

    /**
     * A command that was refused.
     *
     * @param command scope and name
     * @param bundle symbolic name of the bundle that offers it
     * @param reason why, in words
     */
    public record RefusedCommand(String command, String bundle, String reason) {}

    private static final class State {

        private String refusal = "";
        private @Nullable Runnable registration;

        boolean isRegistered() {
            return registration != null;
        }

        void unregister() {
            if (registration != null) {
                registration.run();
                registration = null;
            }
        }
    }
}
