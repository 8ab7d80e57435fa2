package io.hookline.shell.session;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The commands of all bundles. They come and go with their bundles. Safe for use by many threads. */
@ProviderType
public interface CommandService {

    /** The commands that can be run now, by name. */
    List<CommandInfo> commands();

    /**
     * Runs a command on the calling thread, until it has ended. An interrupt ends a command that works long, or a
     * change that is not published yet; the answer says so.
     *
     * @throws io.hookline.shell.command.CommandException never: each failure is part of the answer
     */
    CommandAnswer run(CommandRequest request, CommandConsole console);

    /**
     * The words that fit at a place of a command line.
     *
     * @param before the words ahead of the place; the first one is the command's name
     * @param typed what stands at the place already; may be empty
     */
    CommandOffers complete(List<String> before, String typed);
}
