package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.persistence.DatabaseRoom;
import cn.healthylishui.assessment.watch.WatchedPlaces.Volume;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What is left on each volume that something of ours lies on. */
@Component
@Order(30)
class WatchedDisks implements Watched {

    private final WatchedPlaces places;
    private final Watching watching;
    private final DatabaseRoom room;

    WatchedDisks(WatchedPlaces places, Watching watching, DatabaseRoom room) {
        this.places = places;
        this.watching = watching;
        this.room = room;
    }

    @Override
    public String name() {
        return "磁盘";
    }

    @Override
    public List<Sign> look() {
        Stream<Sign> used = room.isFull() ? Stream.of(used(room.size())) : Stream.empty();
        return Stream.concat(used, places.volumes().stream().map(this::sign)).toList();
    }

    static Sign used(long reserve) {
        return new Sign(
                "磁盘：数据库",
                Lamp.ACT,
                "磁盘写满了，数据库只剩备用的%s。现在只能查看，不能办理；已经保存的都在。".formatted(Words.size(reserve)),
                "请马上腾出空间或换大的盘，不要动程序自己的文件；有了空间，几秒钟后自己恢复办理，不用重新启动。");
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
