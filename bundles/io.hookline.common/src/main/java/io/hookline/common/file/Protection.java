package io.hookline.common.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** How a file system keeps other users out of a file or folder. Safe for use by many threads. */
interface Protection {

    /** What gives a new file or folder its protection at once; empty if only {@link #protect} can. */
    FileAttribute<?>[] ofNew(boolean folder);

    /** Gives access to the owner alone. What will be created in a folder is for the owner as well, if it can be. */
    void protect(Path path, boolean folder) throws IOException;

    /** Whether other users can read or change it. */
    boolean isOpenToOthers(Path path) throws IOException;

    /** Whether other users can change it. */
    boolean isChangeableByOthers(Path path) throws IOException;

    /** Gives one file the protection of another. */
    void copy(Path from, Path to) throws IOException;

    /** The one of a file system: modes as in POSIX, access control lists as on Windows, or none. */
    static Protection of(Path path) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            return PosixProtection.INSTANCE;
        }
        return views.contains("acl")
                ? new AclProtection(AclProtection.VIEWS, AclProtection.Users.of(path.getFileSystem()))
                : NoProtection.INSTANCE;
    }
}
