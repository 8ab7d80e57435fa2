package io.hookline.deploy.internal.component;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the jars of a drop folder are deployed to. Safe for use by many threads. */
interface DropTarget {

    /** Makes the changes. */
    Deployment deployment();

    /** The drop folder, or null if there is none. */
    @Nullable
    Path dropFolder();

    /** The largest file that is accepted, in bytes. */
    long mostBytes();
}
