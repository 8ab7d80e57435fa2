package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that starts a thread that never ends. */
final class ThreadLeaks implements HostilePlugin {

    @Override
    public String name() {
        return "thread-leaks";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "LeakingThread").bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
