package io.hookline.runtime;

import io.hookline.common.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A stored configuration of an earlier version, which names the place of its data folder. Its first line may hold the
 * digest of the rest, which changes with it. Later versions name no place.
 */
final class RelocatedRecord {

    private static final String DIGEST = "# sha256 ";
    private static final int LINE = DIGEST.length() + 64 + 1;

    private RelocatedRecord() {}

    /** The record with another place; the same if it does not name the old one, or is damaged. */
    static byte[] of(byte[] record, String before, String now) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record))
                    .toString();
        } catch (CharacterCodingException e) {
            return record;
        }
        if (!text.startsWith(DIGEST) || text.length() < LINE) {
            return DataFolderLocation.relocated(text, before, now).getBytes(StandardCharsets.UTF_8);
        }
        String content = text.substring(LINE);
        String digest = text.substring(DIGEST.length(), DIGEST.length() + 64);
        if (!digest.equals(digest(content))) {
            // It is damaged: a new digest would hide that.
            return record;
        }
        String changed = DataFolderLocation.relocated(content, before, now);
        return (DIGEST + digest(changed) + "\n" + changed).getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String content) {
        return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
