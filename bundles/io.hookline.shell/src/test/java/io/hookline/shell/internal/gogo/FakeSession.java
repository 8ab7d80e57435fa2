package io.hookline.shell.internal.gogo;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/** A session that knows its screen's width, perhaps its folder, and nothing else. */
final class FakeSession {

    private FakeSession() {}

    static CommandSession wide(int columns) {
        return of(columns, null, null);
    }

    /** One that is in a folder. */
    static CommandSession in(Path folder) {
        return of(120, null, folder);
    }

    static CommandSession of(int columns, @Nullable Integer lines, @Nullable Path folder) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("COLUMNS", columns);
        if (lines != null) {
            variables.put("LINES", lines);
        }
        return (CommandSession) Proxy.newProxyInstance(
                FakeSession.class.getClassLoader(), new Class<?>[] {CommandSession.class}, (proxy, method, args) -> {
                    if (method.getName().equals("currentDir")) {
                        return folder;
                    }
                    return method.getName().equals("get") ? variables.get(String.valueOf(args[0])) : null;
                });
    }
}
