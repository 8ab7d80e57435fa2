package io.hookline.deploy.internal.unload;

import java.util.Arrays;

/** Looks at live threads: who made them, what they run, what they have taken over, and who hears of their failures. */
final class ThreadProbe implements HolderProbe {

    @Override
    public String place() {
        return "threads";
    }

    @Override
    public void look(PluginClasses plugin, JdkFields fields, Findings found) {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            lookAtHandler(thread, plugin, found);
            if (!lookAt(thread, new ThreadOrigin(plugin, fields, thread), found)) {
                lookAtStack(thread, stack, plugin, found);
            }
        });
        String all = plugin.ownType(Thread.getDefaultUncaughtExceptionHandler());
        if (all != null) {
            found.add(HolderKind.UNCAUGHT_HANDLER, "the default handler of all threads, " + all);
        }
    }

    /** Says whether anything was found. */
    private static boolean lookAt(Thread thread, ThreadOrigin origin, Findings found) {
        String name = ThreadOrigin.name(thread);
        Class<?> timerTask = origin.timerTask();
        if (timerTask != null) {
            found.add(HolderKind.TIMER, "timer " + name + " with the task " + timerTask.getName());
            return true;
        }
        boolean context = origin.hasContextLoader();
        if (context && origin.isTimer()) {
            found.add(HolderKind.TIMER, "timer " + name + ", made by the plugin");
            return true;
        }
        String runs = origin.runs();
        if (runs != null) {
            found.add(HolderKind.THREAD, name + ' ' + runs);
            return true;
        }
        if (context) {
            found.add(HolderKind.CONTEXT_CLASS_LOADER, name);
        }
        boolean inherited = origin.hasInheritedContext();
        if (inherited) {
            found.add(HolderKind.INHERITED_CONTEXT, name);
        }
        return context || inherited;
    }

    private static void lookAtHandler(Thread thread, PluginClasses plugin, Findings found) {
        String handler = plugin.ownType(thread.getUncaughtExceptionHandler());
        if (handler != null) {
            found.add(HolderKind.UNCAUGHT_HANDLER, "that of " + ThreadOrigin.name(thread) + ", " + handler);
        }
    }

    private static void lookAtStack(Thread thread, StackTraceElement[] stack, PluginClasses plugin, Findings found) {
        Arrays.stream(stack)
                .filter(frame -> plugin.mayHaveDefined(frame.getClassName()))
                .findFirst()
                .ifPresent(frame -> found.addProbable(HolderKind.STACK, ThreadOrigin.name(thread) + " at " + frame));
    }
}
