package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.watch.WatchedPlaces.Volume;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What is left on each volume that something of ours lies on. */
@Component
@Order(30)
class WatchedDisks implements Watched {

    private final WatchedPlaces places;
    private final Watching watching;

    WatchedDisks(WatchedPlaces places, Watching watching) {
        this.places = places;
        this.watching = watching;
    }

    @Override
    public String name() {
        return "磁盘";
    }

    @Override
    public List<Sign> look() {
        return places.volumes().stream().map(this::sign).toList();
    }

    private Sign sign(Volume volume) {
        return sign(volume, watching);
    }

    static Sign sign(Volume volume, Watching watching) {
        String what = "磁盘：" + String.join("、", volume.holds());
        String state = "剩%s，共%s（%s）。".formatted(Words.size(volume.free()), Words.size(volume.size()), volume.path());
        if (volume.free() < watching.diskFull().toBytes()) {
            return new Sign(what, Lamp.ACT, state, "快写满了，写满以后什么都不能保存。请马上腾出空间或换大的盘；不要动程序自己的文件。");
        }
        return volume.free() < watching.diskLow().toBytes()
                ? new Sign(what, Lamp.NOTE, state, "剩得不多了。请安排腾出空间或换大的盘。")
                : Sign.fine(what, state);
    }
}
