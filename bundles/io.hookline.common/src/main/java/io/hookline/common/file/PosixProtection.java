package io.hookline.common.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The modes {@code rw-------} and {@code rwx------}. */
final class PosixProtection implements Protection {

    static final PosixProtection INSTANCE = new PosixProtection();

    private PosixProtection() {}

    private static Set<PosixFilePermission> ofOwner(boolean folder) {
        return PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------");
    }

    @Override
    public FileAttribute<?>[] ofNew(boolean folder) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ofOwner(folder))};
    }

    @Override
    public void protect(Path path, boolean folder) throws IOException {
        Files.setPosixFilePermissions(path, ofOwner(folder));
    }

    @Override
    public boolean isOpenToOthers(Path path) throws IOException {
        return permissions(path).stream()
                .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    }

    @Override
    public boolean isChangeableByOthers(Path path) throws IOException {
        Set<PosixFilePermission> given = permissions(path);
        return given.contains(PosixFilePermission.GROUP_WRITE) || given.contains(PosixFilePermission.OTHERS_WRITE);
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
        Files.setPosixFilePermissions(to, permissions(from));
    }

    private static Set<PosixFilePermission> permissions(Path path) throws IOException {
        return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    }
}
