package io.hookline.plugin.auditsyslog.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message of RFC 5424, parsed by the letter of its grammar.
 *
 * @param priority PRIVAL
 * @param id MSGID
 * @param data the parameters of its only element
 * @param text MSG
 */
record StrictMessage(int priority, String hostname, String app, String id, Map<String, String> data, String text) {

    private static final String NAME = "[!-~&&[^=\\]\"]]{1,32}";
    private static final String VALUE = "(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*+";
    private static final Pattern PARAMETER = Pattern.compile(" (" + NAME + ")=\"(" + VALUE + ")\"");
    private static final Pattern MESSAGE = Pattern.compile(
            "<(0|[1-9][0-9]{0,2})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d))"
                    + " ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) \\[" + NAME + "((?: " + NAME
                    + "=\"" + VALUE + "\")*+)\\] (.+)",
            Pattern.DOTALL);

    static StrictMessage of(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
        Matcher message = MESSAGE.matcher(text);
        if (!message.matches() || Integer.parseInt(message.group(1)) > 191) {
            throw new IllegalArgumentException("not RFC 5424: " + text);
        }
        OffsetDateTime.parse(message.group(2));
        if (!message.group(8).chars().allMatch(c -> c >= 32 && c < 127)) {
            throw new IllegalArgumentException("MSG has to begin with a byte order mark, or be ASCII: " + text);
        }
        Map<String, String> data = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(message.group(7));
        while (parameter.find()) {
            data.put(parameter.group(1), parameter.group(2).replaceAll("\\\\([\"\\\\\\]])", "$1"));
        }
        return new StrictMessage(
                Integer.parseInt(message.group(1)),
                message.group(3),
                message.group(4),
                message.group(6),
                data,
                message.group(8));
    }
}
