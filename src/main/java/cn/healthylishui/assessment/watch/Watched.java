package cn.healthylishui.assessment.watch;

import java.util.List;

/** Something that is looked at whenever somebody wants to know how the program stands. */
interface Watched {

    /** What it is called where it cannot even be looked at. */
    String name();

    List<Sign> look();
}
