@main
enum Worklead {
    static func main() {}
}
