package io.hookline.isolation.wasm.internal.proxy;

/** The host functions for what the instances of a plugin share: data, queues and metrics. */
final class SharedFunctions {

    /** Of a queue or a metric: they stay up to the end of the process. */
    private static final int MOST_NAME = 1_000;

    private final ProxyGuest guest;
    private final InstanceAccess access;
    private final SharedState shared;

    private SharedFunctions(ProxyGuest guest, InstanceAccess access) {
        this.guest = guest;
        this.access = access;
        this.shared = guest.plugin().shared();
    }

    static void add(FunctionTable table, ProxyGuest guest, InstanceAccess access) {
        SharedFunctions here = new SharedFunctions(guest, access);
        table.env("proxy_set_shared_data", here::setData);
        table.env("proxy_get_shared_data", here::data);
        table.env("proxy_register_shared_queue", here::registerQueue);
        table.env("proxy_resolve_shared_queue", here::resolveQueue);
        table.env("proxy_enqueue_shared_queue", here::enqueue);
        table.env("proxy_dequeue_shared_queue", here::dequeue);
        table.env("proxy_define_metric", here::defineMetric);
        table.env("proxy_record_metric", a -> here.shared.metrics().record((int) a[0], a[1]));
        table.env("proxy_increment_metric", a -> here.shared.metrics().increment((int) a[0], a[1]));
        table.env("proxy_get_metric", here::metric);
    }

    private long setData(long[] a) {
        return shared.data().set(access.text(a[0], a[1]), access.bytes(a[2], a[3]), (int) a[4]);
    }

    private long data(long[] a) {
        SharedData.Value value = shared.data().get(access.text(a[0], a[1]));
        if (value == null) {
            return Status.NOT_FOUND;
        }
        access.number(a[4], value.version());
        return access.give(value.content(), a[2], a[3]);
    }

    private long registerQueue(long[] a) {
        if (a[1] > MOST_NAME) {
            return Status.BAD_ARGUMENT;
        }
        int queue = shared.queues().register(access.text(a[0], a[1]));
        if (queue < 0) {
            return Status.INTERNAL_FAILURE;
        }
        access.number(a[2], queue);
        guest.plugin().hearsOf(queue, guest);
        return Status.OK;
    }

    /** Queues of other plugins are not found: plugins share nothing with each other. */
    private long resolveQueue(long[] a) {
        String owner = access.text(a[0], a[1]);
        Integer queue = shared.queues().resolve(access.text(a[2], a[3]));
        boolean own = owner.isEmpty()
                || owner.equals(guest.plugin().module().manifest().name());
        if (queue == null || !own) {
            return Status.NOT_FOUND;
        }
        access.number(a[4], queue);
        return Status.OK;
    }

    private long enqueue(long[] a) {
        int status = shared.queues().add((int) a[0], access.bytes(a[1], a[2]));
        if (status == Status.OK) {
            guest.plugin().queueReady((int) a[0]);
        }
        return status;
    }

    private long dequeue(long[] a) {
        int queue = (int) a[0];
        if (!shared.queues().has(queue)) {
            return Status.NOT_FOUND;
        }
        byte[] item = shared.queues().poll(queue);
        return item == null ? Status.EMPTY : access.give(item, a[1], a[2]);
    }

    private long defineMetric(long[] a) {
        int kind = (int) a[0];
        String name = access.text(a[1], a[2]);
        if (!FilterMetrics.isKind(kind) || name.length() > MOST_NAME) {
            return Status.BAD_ARGUMENT;
        }
        int metric = shared.metrics().define(kind, name);
        if (metric == 0) {
            return Status.INTERNAL_FAILURE;
        }
        access.number(a[3], metric);
        return Status.OK;
    }

    private long metric(long[] a) {
        Long value = shared.metrics().value((int) a[0]);
        if (value == null) {
            return Status.NOT_FOUND;
        }
        access.memory().writeLong((int) a[1], value);
        return Status.OK;
    }
}
