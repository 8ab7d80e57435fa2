package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hookline archive}: makes the archive of classes now. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Make the archive of classes that shortens starts, now.",
        footer = {
            "",
            "hookline run makes it by itself, in the background of the first start that has served for a while, and"
                    + " again when the distribution or Java has changed. Use this command where that is too late, such as"
                    + " in the build of a container image.",
            "The environment variable HOOKLINE_ARCHIVE names its file, or is \"none\" to do without. Default:"
                    + " hookline/classes-VERSION.jsa in XDG_CACHE_HOME, or in ~/.cache."
        })
final class ArchiveCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ClassArchive archive = ClassArchive.named(Distribution.installed())
                .orElseThrow(() -> new LaunchException("no archive is wanted: HOOKLINE_ARCHIVE is \"none\", there is no"
                        + " home folder, or HOOKLINE_OPTS has options for class data sharing"));
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (!archive.make()) {
                throw new LaunchException("another process is making " + archive.file() + " now");
            }
            out.println(archive.file() + "   " + Files.size(archive.file()) / 1_000_000 + " MB");
            out.flush();
            return 0;
        } catch (IOException e) {
            throw new LaunchException("the archive " + archive.file() + " cannot be made: " + e.getMessage(), e);
        }
    }
}
