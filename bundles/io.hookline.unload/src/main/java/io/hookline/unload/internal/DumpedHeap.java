package io.hookline.unload.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.ArrayItemValue;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;
import org.netbeans.lib.profiler.heap.Value;

/** A heap dump in which a watched loader can be looked up. Nothing else depends on the library that reads it. */
final class DumpedHeap {

    /** A path that is longer ends in "...": a linked list may hold the loader. */
    private static final int MOST_STEPS = 200;

    private static final int LATIN1 = 0;

    private final Heap heap;

    private DumpedHeap(Heap heap) {
        this.heap = heap;
    }

    /** Opens a dump; leaves an index in a folder beside it. */
    static DumpedHeap open(Path dump) throws IOException {
        return new DumpedHeap(HeapFactory.createHeap(dump.toFile()));
    }

    /** The shortest path from a root to the loader watched under a number, the root first; or why there is none. */
    List<String> pathTo(long token) {
        Instance loader = loader(token);
        if (loader == null) {
            return List.of("The class loader is gone: the collection ahead of the dump has taken it.");
        }
        List<String> steps = new ArrayList<>();
        steps.add("the class loader " + loader.getJavaClass().getName());
        Instance at = loader;
        while (!at.isGCRoot()) {
            Instance holder = at.getNearestGCRootPointer();
            if (holder == null) {
                return List.of("Only soft or weak references, or the running methods of its classes, hold the class"
                        + " loader: a dump shows no path to it.");
            }
            if (steps.size() == MOST_STEPS) {
                steps.add("...");
                break;
            }
            steps.add(reference(holder, at));
            at = holder;
        }
        steps.add(root(at));
        Collections.reverse(steps);
        return steps;
    }

    private @Nullable Instance loader(long token) {
        // Another release of this bundle may have a class of the same name.
        for (Object type : heap.getJavaClassesByRegExp(Pattern.quote(WatchedLoader.class.getName()))) {
            for (Object each : ((JavaClass) type).getInstances()) {
                Instance watched = (Instance) each;
                if (watched.getValueOfField("token") instanceof Long found && found == token) {
                    return (Instance) watched.getValueOfField("referent");
                }
            }
        }
        return null;
    }

    private String reference(Instance holder, Instance held) {
        for (Object each : held.getReferences()) {
            Value value = (Value) each;
            if (value.getDefiningInstance().getInstanceId() != holder.getInstanceId()) {
                continue;
            }
            if (value instanceof ArrayItemValue item) {
                String type = holder.getJavaClass().getName();
                return type.substring(0, type.lastIndexOf('[')) + '[' + item.getIndex() + ']';
            }
            if (value instanceof FieldValue field) {
                String name = field.getField().getName();
                return field.getField().isStatic()
                        ? "class " + field.getField().getDeclaringClass().getName() + '.' + name
                        : describe(holder) + '.' + name;
            }
        }
        return describe(holder);
    }

    private String describe(Instance instance) {
        JavaClass itself = heap.getJavaClassByID(instance.getInstanceId());
        if (itself != null) {
            return "class " + itself.getName();
        }
        String thread = threadName(instance);
        return instance.getJavaClass().getName() + (thread == null ? "" : " \"" + thread + '"');
    }

    private String root(Instance instance) {
        GCRoot root = heap.getGCRoot(instance);
        String text = "GC root (" + root.getKind() + "): ";
        if (root instanceof JavaFrameGCRoot local) {
            ThreadObjectGCRoot thread = local.getThreadGCRoot();
            StackTraceElement[] stack = thread.getStackTrace();
            int frame = local.getFrameNumber();
            return text + "a local variable of " + describe(thread.getInstance())
                    + (stack != null && frame >= 0 && frame < stack.length ? " in " + stack[frame] : "");
        }
        return text + describe(instance);
    }

    /** The name, if it is a thread's. */
    private static @Nullable String threadName(Instance instance) {
        for (JavaClass type = instance.getJavaClass(); type != null; type = type.getSuperClass()) {
            if (type.getName().equals(Thread.class.getName())) {
                return instance.getValueOfField("name") instanceof Instance name ? text(name) : null;
            }
        }
        return null;
    }

    /** The text of a java.lang.String, which keeps bytes: one or two for each character. */
    private static String text(Instance string) {
        if (!(string.getValueOfField("value") instanceof PrimitiveArrayInstance bytes)) {
            return "";
        }
        boolean narrow = string.getValueOfField("coder") instanceof Byte coder && coder == LATIN1;
        StringBuilder text = new StringBuilder();
        for (Object each : bytes.getValues()) {
            text.append((char) (Byte.parseByte(each.toString()) & 0xff));
        }
        return narrow ? text.toString() : "?";
    }
}
