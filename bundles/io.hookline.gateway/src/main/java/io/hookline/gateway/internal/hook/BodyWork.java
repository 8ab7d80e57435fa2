package io.hookline.gateway.internal.hook;

import io.hookline.gateway.hook.BodyTap;
import io.hookline.gateway.hook.BodyTransform;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What hooks have set for a response's body, in order. Each tap and transform is closed once. */
public final class BodyWork {

    private static final Logger LOG = LoggerFactory.getLogger(BodyWork.class);

    private final List<Item> items = new ArrayList<>(2);

    /** One tap or transform. */
    public sealed interface Item {}

    /** Reads the body. */
    public record Tapped(BodyTap tap) implements Item {}

    /** Changes the body. */
    public record Transformed(BodyTransform transform) implements Item {}

    void add(Item item) {
        items.add(item);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Takes all over, with the duty to close them. */
    public List<Item> take() {
        List<Item> taken = List.copyOf(items);
        items.clear();
        return taken;
    }

    /** Closes all: they are not used. */
    public void discard() {
        take().forEach(BodyWork::close);
    }

    /** Closes one; what it throws is only logged. */
    public static void close(Item item) {
        try {
            if (item instanceof Tapped tapped) {
                tapped.tap().close();
            } else if (item instanceof Transformed transformed) {
                transformed.transform().close();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("a tap or transform of a response's body could not be closed", e);
        }
    }
}
