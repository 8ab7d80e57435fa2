package io.hookline.common.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/** A file system that knows no users, such as FAT or the inside of a zip file: what it gives has to do. */
final class NoProtection implements Protection {

    static final NoProtection INSTANCE = new NoProtection();

    private NoProtection() {}

    @Override
    public FileAttribute<?>[] ofNew(boolean folder) {
        return new FileAttribute<?>[0];
    }

    @Override
    public void protect(Path path, boolean folder) {}

    @Override
    public boolean isOpenToOthers(Path path) {
        return false;
    }

    @Override
    public boolean isChangeableByOthers(Path path) {
        return false;
    }

    @Override
    public void copy(Path from, Path to) {}
}
