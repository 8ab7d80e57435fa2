package io.hookline.faults.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamagesTest {

    @TempDir
    Path folder;

    @Test
    void eachKindDamagesAFileAndPutsItselfWhereNoneIs() throws Exception {
        for (Damage damage : Damages.all()) {
            Path file = Files.writeString(folder.resolve(damage.name()), "a = 1\nb = 2\n");
            damage.apply(file, new Random(1));
            boolean isWhole = Files.isRegularFile(file)
                    && Files.size(file) < 100
                    && Files.readString(file, StandardCharsets.ISO_8859_1).equals("a = 1\nb = 2\n");
            assertThat(isWhole).as(damage.name()).isFalse();
            Path absent = folder.resolve("absent-" + damage.name());
            damage.apply(absent, new Random(1));
            assertThat(Files.exists(absent, LinkOption.NOFOLLOW_LINKS))
                    .as(damage.name())
                    .isEqualTo(!damage.name().equals("gone"));
        }
    }

    @Test
    void foldersWithPipesAndLinkLoopsAreDeleted() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        new Fifo().apply(tree.resolve("pipe"), new Random(1));
        new LinkLoop().apply(tree.resolve("loop"), new Random(1));
        new Folder().apply(tree.resolve("folder"), new Random(1));
        FileTree.delete(tree);
        assertThat(tree).doesNotExist();
    }

    @Test
    void aCopyHasAllFiles() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/nested"));
        Files.writeString(tree.resolve("file"), "text");
        FileTree.copy(folder.resolve("tree"), folder.resolve("copy"));
        assertThat(folder.resolve("copy/nested/file")).hasContent("text");
    }

    @Test
    void eachPartOfAnEmptyDataFolderIsFoundOrHasNoFiles() throws IOException {
        for (DamagedPart part : DamagedPart.values()) {
            if (part != DamagedPart.NEWEST_SET) {
                assertThat(part.files(folder, new Random(1))).as(part.label()).isNotNull();
            }
        }
    }
}
