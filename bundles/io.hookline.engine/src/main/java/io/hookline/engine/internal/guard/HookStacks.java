package io.hookline.engine.internal.guard;

import io.hookline.engine.internal.chain.BoundObject;
import io.hookline.engine.internal.chain.Dispatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hook that a thread is in by its stack: the one whose class stands nearest to the top, unless the hook has
 * proceeded to the rest of its chain. Knows the hooks that there were when it was made. Immutable.
 */
final class HookStacks {

    private static final int SHOWN_FRAMES = 40;
    private static final String CHAINS = Dispatch.class.getPackageName() + ".Around";

    private final Map<String, Set<GuardedHook>> byClass = new HashMap<>();
    /** Some JVMs hide the frames of the classes that they make for lambdas; these are the classes around them. */
    private final Map<String, Set<GuardedHook>> byClassAroundLambda = new HashMap<>();

    HookStacks(Collection<GuardedHook> hooks) {
        index(hooks, HookStacks::classNames, byClass);
        index(hooks, HookStacks::nameAroundLambda, byClassAroundLambda);
    }

    private static void index(
            Collection<GuardedHook> hooks, Function<Object, List<String>> names, Map<String, Set<GuardedHook>> index) {
        for (GuardedHook hook : hooks) {
            Object service = hook.service();
            for (String name : service == null ? List.<String>of() : names.apply(service)) {
                index.computeIfAbsent(name, known -> new HashSet<>()).add(hook);
            }
        }
    }

    /** The hook that a thread is in; null if it is in none, or in a class of several. */
    @Nullable
    GuardedHook hookIn(StackTraceElement[] stack) {
        GuardedHook exact = hookIn(stack, byClass);
        return exact != null ? exact : hookIn(stack, byClassAroundLambda);
    }

    private static @Nullable GuardedHook hookIn(StackTraceElement[] stack, Map<String, Set<GuardedHook>> index) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(CHAINS)) {
                // The hook has proceeded: the host's action takes long, or a hook without a guard.
                return null;
            }
            Set<GuardedHook> found = index.getOrDefault(frame.getClassName(), Set.of());
            if (!found.isEmpty()) {
                List<GuardedHook> busy =
                        found.stream().filter(HookStacks::isBusy).toList();
                return busy.size() == 1
                        ? busy.get(0)
                        : found.size() == 1 ? found.iterator().next() : null;
            }
        }
        return null;
    }

    /**
     * Where in a stack a hook is called that {@link #hookIn} has found there.
     *
     * @return null if the hook has been released meanwhile
     */
    static @Nullable Place placeOf(GuardedHook hook, StackTraceElement[] stack) {
        Object service = hook.service();
        if (service == null) {
            return null;
        }
        List<String> names = new ArrayList<>(classNames(service));
        names.addAll(nameAroundLambda(service));
        for (int i = 0; i < stack.length; i++) {
            if (names.contains(stack[i].getClassName())) {
                return new Place(stack.length - i, stack[i].getClassName(), stack[i].getMethodName());
            }
        }
        return null;
    }

    private static List<String> classNames(Object service) {
        List<String> names = new ArrayList<>();
        for (Class<?> type = BoundObject.calledClass(service);
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            names.add(type.getName());
        }
        return names;
    }

    private static List<String> nameAroundLambda(Object service) {
        String name = service.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? List.of() : List.of(name.substring(0, lambda));
    }

    private static boolean isBusy(GuardedHook guard) {
        return guard.record() != null && guard.record().inFlight() > 0;
    }

    /** A stack as events show it: one frame a line, and the thread. */
    static String describe(String thread, Thread.State state, StackTraceElement[] stack) {
        String frames = Arrays.stream(stack)
                .limit(SHOWN_FRAMES)
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining("\n"));
        return frames + "\n    (thread " + thread + ", " + state + ")";
    }

    /**
     * A frame of a hook in a stack. Keeps no class.
     *
     * @param depth how many frames there are from the beginning of the thread to this one
     */
    record Place(int depth, String className, String method) {

        /** Whether a thread that was here, and has begun no other call of a point, is still in the hook. */
        boolean isIn(StackTraceElement[] stack) {
            int at = stack.length - depth;
            if (at < 0
                    || !stack[at].getClassName().equals(className)
                    || !stack[at].getMethodName().equals(method)) {
                return false;
            }
            for (int i = 0; i < at; i++) {
                if (stack[i].getClassName().startsWith(CHAINS)) {
                    return false;
                }
            }
            return true;
        }
    }
}
