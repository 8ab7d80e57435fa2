package io.hookline.unload.internal;

import io.hookline.unload.HolderKind;
import java.util.Collections;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Inspects the loggers of java.util.logging and all that hangs on them. */
final class LoggingProbe implements HolderProbe {

    @Override
    public String place() {
        return "java.util.logging";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        LogManager manager = LogManager.getLogManager();
        check(manager, "the LogManager", plugin, found);
        for (String name : Collections.list(manager.getLoggerNames())) {
            Logger logger = manager.getLogger(name);
            if (logger != null) {
                inspect(logger, "logger \"" + name + '"', plugin, found);
            }
        }
    }

    private void inspect(Logger logger, String where, PluginClasses plugin, InspectionFindings found) {
        check(logger, where, plugin, found);
        check(logger.getFilter(), "the filter of " + where, plugin, found);
        check(logger.getResourceBundle(), "the resource bundle of " + where, plugin, found);
        checkLevel(logger.getLevel(), where, plugin, found);
        for (Handler handler : logger.getHandlers()) {
            String which = "a handler of " + where;
            check(handler, which, plugin, found);
            // The plugin's own handler is named already; and to ask it would run its code.
            if (plugin.ownType(handler) == null) {
                check(handler.getFormatter(), "the formatter of " + which, plugin, found);
                check(handler.getFilter(), "the filter of " + which, plugin, found);
                check(handler.getErrorManager(), "the error manager of " + which, plugin, found);
                checkLevel(handler.getLevel(), which, plugin, found);
            }
        }
    }

    private static void check(@Nullable Object part, String where, PluginClasses plugin, InspectionFindings found) {
        String type = plugin.ownType(part);
        if (type != null) {
            found.add(HolderKind.JUL, where + ", " + type);
        }
    }

    private static void checkLevel(
            @Nullable Level level, String where, PluginClasses plugin, InspectionFindings found) {
        String type = plugin.ownType(level);
        if (type != null) {
            found.add(HolderKind.JUL_LEVEL, where + ", " + type);
        }
    }
}
