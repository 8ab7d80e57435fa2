package io.hookline.unload.internal;

import io.hookline.unload.HolderKind;
import java.util.Arrays;

/** Inspects live threads: who made them, what they run, what they have taken over, and who hears of their failures. */
final class ThreadProbe implements HolderProbe {

    @Override
    public String place() {
        return "threads";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            inspectHandler(thread, plugin, found);
            if (!inspect(thread, new ThreadOrigin(plugin, fields, thread), found)) {
                inspectStack(thread, stack, plugin, found);
            }
        });
        String all = plugin.ownType(Thread.getDefaultUncaughtExceptionHandler());
        if (all != null) {
            found.add(HolderKind.UNCAUGHT_HANDLER, "the default handler of all threads, " + all);
        }
    }

    /** Says whether anything was found. */
    private static boolean inspect(Thread thread, ThreadOrigin origin, InspectionFindings found) {
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

    private static void inspectHandler(Thread thread, PluginClasses plugin, InspectionFindings found) {
        String handler = plugin.ownType(thread.getUncaughtExceptionHandler());
        if (handler != null) {
            found.add(HolderKind.UNCAUGHT_HANDLER, "that of " + ThreadOrigin.name(thread) + ", " + handler);
        }
    }

    private static void inspectStack(
            Thread thread, StackTraceElement[] stack, PluginClasses plugin, InspectionFindings found) {
        Arrays.stream(stack)
                .filter(frame -> plugin.mayHaveDefined(frame.getClassName()))
                .findFirst()
                .ifPresent(frame -> found.addProbable(HolderKind.STACK, ThreadOrigin.name(thread) + " at " + frame));
    }
}
