package io.hookline.isolation.wasm.internal.proxy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues that the instances of one plugin share. They stay as its {@link SharedData} does; a plugin may have 100
 * queues, and a megabyte in all of them. Safe for use by many threads.
 */
final class SharedQueues {

    private static final int MOST_QUEUES = 100;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Deque<byte[]>> queues = new ArrayList<>();
    private long bytes;

    /** The id of a queue, which is created if there is none of that name; -1 if there are too many. */
    synchronized int register(String name) {
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        if (queues.size() == MOST_QUEUES) {
            return -1;
        }
        queues.add(new ArrayDeque<>());
        ids.put(name, queues.size());
        return queues.size();
    }

    synchronized @Nullable Integer resolve(String name) {
        return ids.get(name);
    }

    synchronized int add(int id, byte[] item) {
        if (id < 1 || id > queues.size()) {
            return Status.NOT_FOUND;
        }
        if (bytes + item.length + Long.BYTES > SharedData.MOST_BYTES) {
            return Status.INTERNAL_FAILURE;
        }
        bytes += item.length + Long.BYTES;
        queues.get(id - 1).add(item);
        return Status.OK;
    }

    /** The first item, which is removed; null if there is none. */
    synchronized byte @Nullable [] poll(int id) {
        byte[] item = queues.get(id - 1).poll();
        if (item != null) {
            bytes -= item.length + Long.BYTES;
        }
        return item;
    }

    synchronized boolean has(int id) {
        return id >= 1 && id <= queues.size();
    }
}
