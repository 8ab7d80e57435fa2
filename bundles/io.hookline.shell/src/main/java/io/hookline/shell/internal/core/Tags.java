package io.hookline.shell.internal.core;


import io.hookline.api.registry.PluginRegistry;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.CommandException;
import java.util.List;

/** Tags that a user types. */
final class Tags {

    private Tags() {}

    /**
     * Checks that a plugin has each tag. A tag that no plugin has is a typing error more often than not.
     *
     * @throws CommandException if no plugin has it
     */
    static void check(PluginRegistry plugins, List<String> tags) {
        List<String> known = plugins.plugins().stream()
                .flatMap(plugin -> plugin.tags().stream())
                .toList();
        for (String tag : tags) {
            if (!known.contains(tag)) {
                throw new CommandException("No plugin has the tag " + Printable.of(tag) + "."
                        + (known.isEmpty()
                                ? " No plugin has any tag: plugins state them in @Plugin(tags = …)."
                                : new NearestNames(known).hint(tag)));
            }
        }
    }
}
