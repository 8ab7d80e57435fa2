package io.hookline.unload.internal;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** Reads fields of the JDK's own classes where the JVM was started so that they may be read; notes where not. */
final class JdkFields {

    private final InspectionFindings found;

    /** Notes in the findings what could not be read. */
    JdkFields(InspectionFindings found) {
        this.found = found;
    }

    /** The value of an object's field; null if it is null, or cannot be read. */
    @Nullable
    Object read(Class<?> declaring, String name, @Nullable Object target) {
        String field = declaring.getName() + '.' + name;
        try {
            Field opened = declaring.getDeclaredField(name);
            opened.setAccessible(true);
            return opened.get(target);
        } catch (InaccessibleObjectException e) {
            found.addBlind(field + " could not be read: start the JVM with --add-opens "
                    + declaring.getModule().getName() + '/' + declaring.getPackageName() + "=ALL-UNNAMED");
        } catch (ReflectiveOperationException e) {
            found.addBlind(field + " could not be read: this JDK has no such field (" + e + ")");
        }
        return null;
    }

    /** The value of a class's field; null if it is null, or cannot be read. */
    @Nullable
    Object readStatic(String declaring, String name) {
        try {
            return read(Class.forName(declaring), name, null);
        } catch (ClassNotFoundException e) {
            found.addBlind(declaring + " could not be inspected: this JDK has no such class");
            return null;
        }
    }
}
