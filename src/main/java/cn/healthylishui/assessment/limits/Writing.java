package cn.healthylishui.assessment.limits;

import java.io.IOException;
import java.io.OutputStream;

/** Makes the content of a file. */
@FunctionalInterface
public interface Writing {

    void to(OutputStream out) throws IOException;
}
