package io.hookline.shell.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result that adds nothing to what the command has shown while it worked.
 *
 * @param failure why the command has failed, or null
 */
public record ShownResult(@Nullable String failure) implements CommandResult {

    @Override
    public Object data() {
        return List.of();
    }
}
