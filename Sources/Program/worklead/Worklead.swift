import Assembly
import Glibc

@main
enum Worklead {
    static func main() async {
        exit(await WorkleadMain.run())
    }
}
